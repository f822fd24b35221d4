// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {BlockSeeds, Parameters} from "../interfaces/ConsensusTypes.sol";
import {IBeacon} from "../interfaces/IBeacon.sol";
import {IConsensusErrors} from "../interfaces/IConsensusErrors.sol";
import {IPart} from "../interfaces/IPart.sol";
import {BlockLib} from "../libraries/BlockLib.sol";
import {MoneyLib} from "../libraries/MoneyLib.sol";
import {ParametersLib} from "../libraries/ParametersLib.sol";
import {Digest} from "../types/Digest.sol";

/// @title Deployment
/// @notice What the deployment fixes for ever: there is no owner who could change it. The contract and its parts have
/// the same in their code.
abstract contract Deployment is IConsensusErrors, IPart, EIP712("AIChain Consensus", "2") {
    /* CONSTANTS */

    uint256 internal constant MINIMUM_COMMITTEE = 3;
    /// @dev A committee packs into one word: 15 members of 16 bits.
    uint256 internal constant MAXIMUM_COMMITTEE = 15;
    uint256 internal constant MAXIMUM_AUTHOR_BPS = 2_000;
    uint8 internal constant HIGHEST_CLASS = 3;
    Digest internal constant UNAVAILABLE_OUTPUT = Digest.wrap(keccak256("aichain.output.unavailable"));

    /* IMMUTABLES */

    address internal immutable ASSET;
    uint256 internal immutable UNIT;
    uint256 internal immutable BOND;
    uint256 internal immutable MINIMUM_SHARE;
    uint256 internal immutable SLASH_BPS;
    uint256 internal immutable PROTOCOL_FEE_BPS;
    uint256 internal immutable MAXIMUM_SEATS;
    uint256 internal immutable EPOCH;
    uint256 internal immutable COMMIT_WINDOW;
    uint256 internal immutable REVEAL_WINDOW;
    uint256 internal immutable PROOF_WINDOW;
    uint256 internal immutable APPEAL_WINDOW;
    uint256 internal immutable UNBONDING_PERIOD;
    uint256 internal immutable MINIMUM_STAY;
    BlockSeeds internal immutable BLOCK_SEEDS;
    IBeacon internal immutable BEACON;
    uint256 internal immutable BEACON_GENESIS;
    uint256 internal immutable BEACON_PERIOD;
    uint256 internal immutable SEED_DELAY;
    uint256 internal immutable OUTAGE;
    address internal immutable TREASURY;
    address internal immutable SINK;
    /// @dev What a wrong or withheld vote costs.
    uint256 internal immutable HARD_SLASH;
    /// @dev The longest that a task can live.
    uint256 internal immutable LIFE;
    /// @dev Where blocks are told by ArbSys.
    bool internal immutable IS_ARBITRUM;

    /// @inheritdoc IPart
    bytes32 public immutable parametersHash;

    /* CONSTRUCTOR */

    /// @dev Reverts with InvalidParameter if the parameters make no sense together.
    constructor(Parameters memory p) {
        ParametersLib.check(p, address(this));
        ASSET = p.asset;
        UNIT = p.unit;
        BOND = p.bond;
        MINIMUM_SHARE = p.minimumShare;
        SLASH_BPS = p.slashBps;
        PROTOCOL_FEE_BPS = p.protocolFeeBps;
        MAXIMUM_SEATS = p.maximumSeats;
        EPOCH = p.epoch;
        COMMIT_WINDOW = p.commitWindow;
        REVEAL_WINDOW = p.revealWindow;
        PROOF_WINDOW = p.proofWindow;
        APPEAL_WINDOW = p.appealWindow;
        UNBONDING_PERIOD = p.unbondingPeriod;
        MINIMUM_STAY = p.minimumStay;
        BLOCK_SEEDS = p.blockSeeds;
        BEACON = IBeacon(p.beacon);
        BEACON_GENESIS = IBeacon(p.beacon).genesis();
        BEACON_PERIOD = IBeacon(p.beacon).period();
        SEED_DELAY = p.seedDelay;
        OUTAGE = p.outage;
        TREASURY = p.treasury;
        SINK = p.sink;
        HARD_SLASH = MoneyLib.part(p.bond, p.slashBps);
        LIFE = ParametersLib.lifeOf(p);
        IS_ARBITRUM = BlockLib.hasArbSys();
        parametersHash = keccak256(abi.encode(p));
    }

    /* INTERNAL */

    /// @dev The least share that reaches a class.
    function _priceOf(uint256 class) internal view returns (uint256) {
        return MINIMUM_SHARE << (2 * class);
    }

    /// @dev The highest class that a share reaches.
    function _classOf(uint256 share) internal view returns (uint256 class) {
        uint256 price = MINIMUM_SHARE << 2;
        while (class < HIGHEST_CLASS && share >= price) {
            price <<= 2;
            unchecked {
                ++class; // at most three
            }
        }
    }
}
