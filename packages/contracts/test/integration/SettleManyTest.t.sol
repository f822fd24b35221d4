// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Settlement, State, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {ISettlements} from "../../src/interfaces/ISettlements.sol";
import {ITasks} from "../../src/interfaces/ITasks.sol";
import {Digest} from "../../src/types/Digest.sol";
import {TaskSteps} from "../support/TaskSteps.sol";

contract SettleManyTest is TaskSteps {
    function seatsAtStart() internal pure override returns (uint256) {
        return 16;
    }

    function test_settleMany_settlesAll(uint256 count, uint256 size) public {
        Settlement[] memory batch = new Settlement[](bound(count, 0, 5));
        for (uint256 i; i < batch.length; ++i) {
            batch[i] = settlementOf(ask(uint8(bound(size, 3, 15))), TRUTH);
        }
        consensus.settleMany(batch);
        for (uint256 i; i < batch.length; ++i) {
            assertOutput(batch[i].terms, TRUTH);
        }
    }

    /// @dev What fails is passed over, and the event has the error that it would have reverted with.
    function test_settleMany_passesOverWhatFails(uint256 bad) public {
        Settlement[] memory batch = new Settlement[](4);
        for (uint256 i; i < 4; ++i) {
            batch[i] = settlementOf(ask(3), TRUTH);
        }
        bad = bound(bad, 0, 3);
        batch[bad].absent = new bytes32[](1);
        bytes memory reason =
            abi.encodeWithSelector(IConsensusErrors.MalformedSettlement.selector, idOf(batch[bad].terms));
        vm.expectEmit(address(consensus));
        emit ISettlements.SettlementRefused(idOf(batch[bad].terms), reason);
        consensus.settleMany(batch);
        for (uint256 i; i < 4; ++i) {
            assertState(batch[i].terms, i == bad ? State.Open : State.Decided);
        }
    }

    /// @dev Somebody was faster, or one stands twice.
    function test_settleMany_passesOverWhatIsDecided() public {
        Settlement[] memory batch = new Settlement[](3);
        (batch[0], batch[2]) = (settlementOf(ask(3), TRUTH), settlementOf(ask(3), TRUTH));
        batch[1] = batch[0];
        bytes memory reason =
            abi.encodeWithSelector(IConsensusErrors.TaskNotOpen.selector, idOf(batch[0].terms), State.Decided);
        vm.expectEmit(address(consensus));
        emit ITasks.Decided(idOf(batch[0].terms), TRUTH, all(3), committeeOf(batch[0].terms));
        vm.expectEmit(address(consensus));
        emit ISettlements.SettlementRefused(idOf(batch[1].terms), reason);
        vm.expectEmit(address(consensus));
        emit ITasks.Decided(idOf(batch[2].terms), TRUTH, all(3), committeeOf(batch[2].terms));
        consensus.settleMany(batch);
    }

    function test_settleMany_passesOverAnUnknownTask(address requester) public {
        vm.assume(requester != REQUESTER);
        Settlement[] memory batch = new Settlement[](2);
        (batch[0], batch[1]) = (settlementOf(ask(3), TRUTH), settlementOf(ask(3), TRUTH));
        batch[0].terms.requester = requester;
        bytes memory reason = abi.encodeWithSelector(IConsensusErrors.TaskUnknown.selector, idOf(batch[0].terms));
        vm.expectEmit(address(consensus));
        emit ISettlements.SettlementRefused(idOf(batch[0].terms), reason);
        consensus.settleMany(batch);
        assertOutput(batch[1].terms, TRUTH);
    }

    /// @dev Members share a seat's balance across tasks of a batch: each pays for its own.
    function test_settleMany_slashesASeatForEachOfItsLies() public {
        (Terms memory first, uint8 one_) = askUntilDrawn(0, 7, p.minimumShare);
        (Terms memory second, uint8 two) = askUntilDrawn(0, 7, p.minimumShare);
        uint64 before = balanceOf(0);
        Settlement[] memory batch = new Settlement[](2);
        (batch[0], batch[1]) = (lieBy(first, one_), lieBy(second, two));
        consensus.settleMany(batch);
        assertEq(balanceOf(0), before - 2 * lieCost(p.minimumShare), "twice");
    }

    function lieBy(Terms memory terms, uint8 member) private view returns (Settlement memory) {
        Digest[] memory outputs = outputsOf(7, TRUTH);
        outputs[member] = LIE;
        return settlementOf(terms, outputs);
    }
}
