// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Parameters} from "./interfaces/ConsensusTypes.sol";
import {IConsensus} from "./interfaces/IConsensus.sol";
import {BlockLib} from "./libraries/BlockLib.sol";
import {ParametersLib} from "./libraries/ParametersLib.sol";
import {RewardLib} from "./libraries/RewardLib.sol";

/// @title Deployment
/// @notice What the deployment fixes for ever: there is no owner who could change it.
abstract contract Deployment is IConsensus {
    /* CONSTANTS */

    uint8 internal constant MINIMUM_COMMITTEE = 3;
    /// @dev A committee packs into one word: 15 members of 16 bits.
    uint8 internal constant MAXIMUM_COMMITTEE = 15;

    /* IMMUTABLES */

    address internal immutable ASSET;
    uint96 internal immutable BOND;
    uint96 internal immutable MINIMUM_FEE_PER_SEAT;
    uint16 internal immutable SLASH_BPS;
    uint16 internal immutable PROTOCOL_FEE_BPS;
    uint16 internal immutable MAXIMUM_SEATS;
    uint32 internal immutable ACTIVATION_DELAY;
    uint32 internal immutable EXIT_NOTICE;
    uint32 internal immutable COMMIT_WINDOW;
    uint32 internal immutable REVEAL_WINDOW;
    uint32 internal immutable PROOF_WINDOW;
    uint32 internal immutable UNBONDING_PERIOD;
    uint32 internal immutable EXCLUSIVE_WINDOW;
    uint32 internal immutable APPEAL_WINDOW;
    address internal immutable TREASURY;
    address internal immutable SINK;
    /// @dev What a wrong or withheld vote costs.
    uint96 internal immutable HARD_SLASH;
    /// @dev Where blocks are told by ArbSys.
    bool internal immutable IS_ARBITRUM;

    /* CONSTRUCTOR */

    /// @dev Reverts with InvalidParameter if the parameters make no sense together.
    constructor(Parameters memory p) {
        ParametersLib.check(p, MINIMUM_COMMITTEE, address(this));
        ASSET = p.asset;
        BOND = p.bond;
        MINIMUM_FEE_PER_SEAT = p.minimumFeePerSeat;
        SLASH_BPS = p.slashBps;
        PROTOCOL_FEE_BPS = p.protocolFeeBps;
        MAXIMUM_SEATS = p.maximumSeats;
        ACTIVATION_DELAY = p.activationDelay;
        EXIT_NOTICE = p.exitNotice;
        COMMIT_WINDOW = p.commitWindow;
        REVEAL_WINDOW = p.revealWindow;
        PROOF_WINDOW = p.proofWindow;
        UNBONDING_PERIOD = p.unbondingPeriod;
        EXCLUSIVE_WINDOW = p.exclusiveWindow;
        APPEAL_WINDOW = p.appealWindow;
        TREASURY = p.treasury;
        SINK = p.sink;
        HARD_SLASH = RewardLib.hardSlash(p.bond, p.slashBps);
        IS_ARBITRUM = BlockLib.hasArbSys();
    }

    /* VIEWS */

    /// @inheritdoc IConsensus
    function parameters() external view returns (Parameters memory) {
        return Parameters({
            asset: ASSET,
            bond: BOND,
            minimumFeePerSeat: MINIMUM_FEE_PER_SEAT,
            slashBps: SLASH_BPS,
            protocolFeeBps: PROTOCOL_FEE_BPS,
            maximumSeats: MAXIMUM_SEATS,
            activationDelay: ACTIVATION_DELAY,
            exitNotice: EXIT_NOTICE,
            commitWindow: COMMIT_WINDOW,
            revealWindow: REVEAL_WINDOW,
            proofWindow: PROOF_WINDOW,
            unbondingPeriod: UNBONDING_PERIOD,
            exclusiveWindow: EXCLUSIVE_WINDOW,
            appealWindow: APPEAL_WINDOW,
            treasury: TREASURY,
            sink: SINK
        });
    }
}
