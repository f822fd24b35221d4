// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BlockSeeds, Parameters} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {Parts} from "../../src/libraries/RoutesLib.sol";
import {Symbolic} from "./Symbolic.sol";

/// @notice As much of a beacon as a deployment asks for.
contract Clock {
    uint256 public constant genesis = 1_700_000_000;
    uint256 public constant period = 3;
}

/// @notice F1, of the bytecode: whatever is in storage, a function that pays pays what it takes off the books, and
/// leaves everything else there.
contract MoneySymbolic is Symbolic {
    uint64 private constant UNIT = 1 gwei;
    address private constant OTHER = address(0x07);
    address private constant ACCOUNT = address(0xacc);
    /// @dev Any: Halmos wants to know which slot it is, and the contract treats all alike.
    uint16 private constant SEAT = 5;

    IConsensus private consensus;

    struct Books {
        uint256 held;
        uint256 seat;
        uint256 credit;
        uint256 otherCredit;
        uint256 treasury;
        uint256 sink;
    }

    function setUp() public {
        Parameters memory p = Parameters({
            asset: address(0),
            unit: UNIT,
            bond: 10e9,
            minimumShare: 0.001e9,
            slashBps: 1_000,
            protocolFeeBps: 100,
            maximumSeats: 2_000,
            epoch: 2 hours,
            commitWindow: 120,
            revealWindow: 300,
            proofWindow: 3_600,
            appealWindow: 6 hours,
            unbondingPeriod: 14 days,
            minimumStay: 30 days,
            blockSeeds: BlockSeeds.AllOrders,
            beacon: address(new Clock()),
            seedDelay: 6,
            outage: 7 days,
            treasury: address(0x71),
            sink: address(0x51)
        });
        bytes memory encoded = abi.encode(p);
        Parts memory parts = Parts({
            places: deploy("PlacesPart", encoded),
            lateVotes: deploy("LateVotesPart", encoded),
            appeals: deploy("AppealsPart", encoded),
            orders: deploy("OrdersPart", encoded),
            lens: deploy("LensPart", encoded)
        });
        consensus = IConsensus(deploy("Consensus", abi.encode(p, parts)));
        svm.enableSymbolicStorage(address(consensus));
        vm.deal(address(consensus), 1e30);
    }

    /// @dev Of one account: with any, the solver looks at each pair of them that may be the same.
    function check_withdraw() external {
        Books memory before = _books(ACCOUNT);
        vm.prank(ACCOUNT);
        consensus.withdraw();
        Books memory afterwards = _books(ACCOUNT);
        assert(before.held - afterwards.held == before.credit * UNIT && afterwards.credit == 0);
        assert(afterwards.seat == before.seat && afterwards.otherCredit == before.otherCredit);
        assert(afterwards.treasury == before.treasury && afterwards.sink == before.sink);
    }

    function check_sweepTreasury(address account) external {
        Books memory before = _books(account);
        consensus.sweepTreasury();
        Books memory afterwards = _books(account);
        assert(before.held - afterwards.held == before.treasury * UNIT && afterwards.treasury == 0);
        assert(afterwards.seat == before.seat && afterwards.credit == before.credit && afterwards.sink == before.sink);
    }

    function check_sweepSink(address account) external {
        Books memory before = _books(account);
        consensus.sweepSink();
        Books memory afterwards = _books(account);
        assert(before.held - afterwards.held == before.sink * UNIT && afterwards.sink == 0);
        assert(afterwards.seat == before.seat && afterwards.credit == before.credit);
        assert(afterwards.treasury == before.treasury);
    }

    function _books(address account) private view returns (Books memory) {
        return Books({
            held: address(consensus).balance,
            seat: consensus.getSeat(SEAT).balance,
            credit: consensus.credit(account),
            otherCredit: consensus.credit(OTHER),
            treasury: consensus.owedTreasury(),
            sink: consensus.owedSink()
        });
    }
}
